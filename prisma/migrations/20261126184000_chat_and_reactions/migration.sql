-- CreateEnum
CREATE TYPE "ChatChannel" AS ENUM ('CLASS', 'STAFF');

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "slowModeSeconds" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ChatMessage" (
    "id" UUID NOT NULL,
    "place" BIGSERIAL NOT NULL,
    "sessionId" UUID NOT NULL,
    "channel" "ChatChannel" NOT NULL,
    "authorId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "authorRole" TEXT NOT NULL,
    "answersId" UUID,
    "body" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,
    "questionId" UUID,

    CONSTRAINT "ChatMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReactionMinute" (
    "sessionId" UUID NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ReactionMinute_pkey" PRIMARY KEY ("sessionId","minute","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChatMessage_questionId_key" ON "ChatMessage"("questionId");

-- CreateIndex
CREATE INDEX "ChatMessage_sessionId_channel_place_idx" ON "ChatMessage"("sessionId", "channel", "place");

-- CreateIndex
CREATE INDEX "ChatMessage_answersId_place_idx" ON "ChatMessage"("answersId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "ChatMessage_authorId_clientId_key" ON "ChatMessage"("authorId", "clientId");

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_deletedById_fkey" FOREIGN KEY ("deletedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatMessage" ADD CONSTRAINT "ChatMessage_answersId_fkey" FOREIGN KEY ("answersId") REFERENCES "ChatMessage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReactionMinute" ADD CONSTRAINT "ReactionMinute_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
