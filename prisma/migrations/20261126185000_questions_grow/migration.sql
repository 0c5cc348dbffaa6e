-- AlterEnum
ALTER TYPE "QuestionState" ADD VALUE 'MERGED';

-- AlterTable
ALTER TABLE "Question" ADD COLUMN     "assigneeId" UUID,
ADD COLUMN     "draft" TEXT,
ADD COLUMN     "dueOn" DATE,
ADD COLUMN     "mergedFrom" "QuestionState",
ADD COLUMN     "mergedIntoId" UUID,
ADD COLUMN     "onPage" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "seenAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "QuestionAnswering" (
    "id" UUID NOT NULL,
    "questionId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "QuestionAnswering_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionsPage" (
    "topicId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "searchable" BOOLEAN NOT NULL DEFAULT false,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QuestionsPage_pkey" PRIMARY KEY ("topicId")
);

-- CreateIndex
CREATE INDEX "QuestionAnswering_questionId_startedAt_idx" ON "QuestionAnswering"("questionId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "QuestionsPage_code_key" ON "QuestionsPage"("code");

-- CreateIndex
CREATE INDEX "Question_topicId_idx" ON "Question"("topicId");

-- CreateIndex
CREATE INDEX "Question_mergedIntoId_idx" ON "Question"("mergedIntoId");

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Question"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionAnswering" ADD CONSTRAINT "QuestionAnswering_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionsPage" ADD CONSTRAINT "QuestionsPage_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;


