import { useMemo, useRef } from 'react';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import { canTakeMerged } from '#shared/question-lifecycle.ts';
import { type QuestionGrams, questionSimilarity, similarFrom, toGrams } from '#shared/question-similarity.ts';

/** For each question that waits: the one of more votes, or asked earlier, that asks the same. */
export function useLikelyDuplicates(
  questions: readonly StaffQuestionDto[],
): ReadonlyMap<string, StaffQuestionDto> {
  const known = useRef(new Map<string, QuestionGrams>());
  return useMemo(() => {
    // What a question is compared by stays, for its words do.
    const gramsOf = ({ questionId, body }: StaffQuestionDto) => {
      const grams = known.current.get(questionId) ?? toGrams(body);
      known.current.set(questionId, grams);
      return grams;
    };
    const ranked = questions
      .filter(({ state }) => state !== 'merged' && state !== 'hidden' && state !== 'dismissed')
      .sort((a, b) => b.votes - a.votes || a.askedAt.localeCompare(b.askedAt));
    const likely = new Map<string, StaffQuestionDto>();
    for (const [at, question] of ranked.entries()) {
      const same = ranked
        .slice(0, at)
        .filter(({ state }) => canTakeMerged(question.state, state))
        .map((other) => ({ other, score: questionSimilarity(gramsOf(question), gramsOf(other)) }))
        .filter(({ score }) => score >= similarFrom)
        .sort((a, b) => b.score - a.score)[0];
      if (same) likely.set(question.questionId, same.other);
    }
    return likely;
  }, [questions]);
}
