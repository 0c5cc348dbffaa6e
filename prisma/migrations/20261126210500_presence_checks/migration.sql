-- CreateEnum
CREATE TYPE "PresenceCheckKind" AS ENUM ('TAP', 'CODE_WORD');

-- CreateEnum
CREATE TYPE "PresenceCheckState" AS ENUM ('PLANNED', 'OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "PresenceCheckOutcome" AS ENUM ('PENDING', 'ANSWERED', 'EXPIRED', 'EXCUSED', 'NOT_DELIVERED');

-- CreateTable
CREATE TABLE "PresenceCheck" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "topicId" UUID NOT NULL,
    "kind" "PresenceCheckKind" NOT NULL,
    "state" "PresenceCheckState" NOT NULL,
    "part" INTEGER,
    "partMs" INTEGER,
    "dueAfterMs" INTEGER,
    "askedById" UUID,
    "word" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "shownAt" TIMESTAMPTZ(3),
    "closesAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "ending" TEXT,

    CONSTRAINT "PresenceCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PresenceCheckAnswer" (
    "checkId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "outcome" "PresenceCheckOutcome" NOT NULL DEFAULT 'PENDING',
    "deliveredAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "writtenAt" TIMESTAMPTZ(3),
    "writtenRoughly" BOOLEAN NOT NULL DEFAULT false,
    "answerId" UUID,
    "wrongIds" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "PresenceCheckAnswer_pkey" PRIMARY KEY ("checkId","personId")
);

-- CreateTable
CREATE TABLE "PresenceCheckHold" (
    "sessionId" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "heldById" UUID,

    CONSTRAINT "PresenceCheckHold_pkey" PRIMARY KEY ("sessionId")
);

-- CreateIndex
CREATE INDEX "PresenceCheck_sessionId_shownAt_idx" ON "PresenceCheck"("sessionId", "shownAt");

-- CreateIndex
CREATE UNIQUE INDEX "PresenceCheck_sessionId_topicId_part_key" ON "PresenceCheck"("sessionId", "topicId", "part");

-- CreateIndex
CREATE INDEX "PresenceCheckAnswer_personId_idx" ON "PresenceCheckAnswer"("personId");

-- AddForeignKey
ALTER TABLE "PresenceCheck" ADD CONSTRAINT "PresenceCheck_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheck" ADD CONSTRAINT "PresenceCheck_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheck" ADD CONSTRAINT "PresenceCheck_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheckAnswer" ADD CONSTRAINT "PresenceCheckAnswer_checkId_fkey" FOREIGN KEY ("checkId") REFERENCES "PresenceCheck"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheckAnswer" ADD CONSTRAINT "PresenceCheckAnswer_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheckHold" ADD CONSTRAINT "PresenceCheckHold_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PresenceCheckHold" ADD CONSTRAINT "PresenceCheckHold_heldById_fkey" FOREIGN KEY ("heldById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


