-- AlterTable
ALTER TABLE "FeedbackAnswer" ADD COLUMN     "writtenAt" TIMESTAMPTZ(3),
ADD COLUMN     "writtenRoughly" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Question" ADD COLUMN     "writtenAt" TIMESTAMPTZ(3),
ADD COLUMN     "writtenRoughly" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "QuestionVote" ADD COLUMN     "votedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "writtenAt" TIMESTAMPTZ(3),
ADD COLUMN     "writtenRoughly" BOOLEAN NOT NULL DEFAULT false;
