import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { OwnQuestionDto, QuestionDto, StaffQuestionDto } from '#shared/features/questions.ts';

export interface QuestionsState {
  /** What this page's audience may see: for learners what is public, for staff everything. */
  shared: ReadonlyMap<string, QuestionDto | StaffQuestionDto>;
  /** A learner's own questions, whatever their state. */
  own: ReadonlyMap<string, OwnQuestionDto>;
  /** What was voted for, and what that was merged into. */
  votedIds: ReadonlySet<string>;
  /** One's own question that was answered last, to be said aloud. */
  lastAnswered: OwnQuestionDto | null;
}

const empty: QuestionsState = { shared: new Map(), own: new Map(), votedIds: new Set(), lastAnswered: null };

/** Snapshot, news and acks all end in the same upsert by id, so that whatever comes twice or late changes nothing. */
export class QuestionsStore {
  readonly #store = createStore(empty);
  /** Votes as they were given, each to its question… */
  #cast = new Set<string>();
  /** …and where a question has gone since. */
  #mergedInto = new Map<string, string>();

  get state(): ReadOnlyStore<QuestionsState> {
    return this.#store;
  }

  takeSnapshot({ questions }: SnapshotDto): void {
    this.#cast = new Set(questions.votedIds);
    const merged = 'merged' in questions ? questions.merged : [];
    this.#mergedInto = new Map(merged.map(({ questionId, intoId }) => [questionId, intoId]));
    this.#store.set({
      shared: byId<QuestionDto | StaffQuestionDto>(questions.questions),
      own: byId('own' in questions ? questions.own : []),
      votedIds: this.#findVoted(),
      lastAnswered: null,
    });
  }

  readonly news = {
    'question:changed': ({ question }) => {
      // Taken out again, if it was merged.
      if (this.#mergedInto.delete(question.questionId)) this.#showVoted();
      this.takeShared(question);
    },
    'question:staff_changed': ({ question }) => this.takeShared(question),
    'question:removed': ({ questionId, mergedIntoId }) => {
      this.#remove(questionId);
      if (!mergedIntoId) return;
      this.#mergedInto.set(questionId, mergedIntoId);
      this.#showVoted();
    },
    'question:own_changed': ({ question }) => this.takeOwn(question),
    'question:voted': ({ questionId, votes }) => this.#setVotes(questionId, votes),
  } satisfies NewsHandlers;

  takeShared(question: QuestionDto | StaffQuestionDto): void {
    this.#store.set((last) => ({ ...last, shared: withItem(last.shared, question) }));
  }

  takeOwn(question: OwnQuestionDto): void {
    this.#store.set((last) => {
      const before = last.own.get(question.questionId);
      const isAnswered = question.isNews && before !== undefined && !before.isNews;
      return {
        ...last,
        own: withItem(last.own, question),
        lastAnswered: isAnswered ? question : last.lastAnswered,
      };
    });
  }

  takeVote(questionId: string, voted: boolean, votes: number): void {
    this.setVoted(questionId, voted);
    this.#setVotes(questionId, votes);
  }

  /** Shown at once, before the server has answered. */
  setVoted(questionId: string, voted: boolean): void {
    if (this.#store.get().votedIds.has(questionId) === voted) return;
    if (voted) this.#cast.add(questionId);
    else
      for (const id of this.#cast)
        if (id === questionId || this.#follow(id) === questionId) this.#cast.delete(id);
    this.#showVoted();
  }

  #showVoted(): void {
    this.#store.set((last) => ({ ...last, votedIds: this.#findVoted() }));
  }

  #findVoted(): ReadonlySet<string> {
    return new Set([...this.#cast].flatMap((id) => [id, this.#follow(id)]));
  }

  /** The question that it lives on in: itself, unless it was merged. */
  #follow(questionId: string): string {
    const into = this.#mergedInto.get(questionId);
    return into === undefined ? questionId : this.#follow(into);
  }

  #setVotes(questionId: string, votes: number): void {
    this.#store.set((last) => ({
      ...last,
      shared: withVotes(last.shared, questionId, votes),
      own: withVotes(last.own, questionId, votes),
    }));
  }

  #remove(questionId: string): void {
    this.#store.set((last) => {
      const shared = new Map(last.shared);
      shared.delete(questionId);
      return { ...last, shared };
    });
  }
}

function byId<Question extends QuestionDto>(questions: readonly Question[]): ReadonlyMap<string, Question> {
  return new Map(questions.map((question) => [question.questionId, question]));
}

function withItem<Question extends QuestionDto>(
  questions: ReadonlyMap<string, Question>,
  question: Question,
): ReadonlyMap<string, Question> {
  return new Map(questions).set(question.questionId, question);
}

function withVotes<Question extends QuestionDto>(
  questions: ReadonlyMap<string, Question>,
  questionId: string,
  votes: number,
): ReadonlyMap<string, Question> {
  const question = questions.get(questionId);
  return question ? new Map(questions).set(questionId, { ...question, votes }) : questions;
}
