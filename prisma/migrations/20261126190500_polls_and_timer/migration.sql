-- CreateEnum
CREATE TYPE "PollKind" AS ENUM ('SINGLE', 'SEVERAL', 'RATING', 'WORDS');

-- CreateEnum
CREATE TYPE "PollState" AS ENUM ('DRAFT', 'OPEN', 'CLOSED');

-- CreateTable
CREATE TABLE "Poll" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "createdById" UUID,
    "position" INTEGER NOT NULL,
    "kind" "PollKind" NOT NULL,
    "prompt" TEXT NOT NULL,
    "options" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "quiz" BOOLEAN NOT NULL DEFAULT false,
    "rightOptions" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "explanation" TEXT NOT NULL DEFAULT '',
    "wordsMax" INTEGER NOT NULL DEFAULT 0,
    "heldBack" BOOLEAN NOT NULL,
    "state" "PollState" NOT NULL DEFAULT 'DRAFT',
    "resultsShown" BOOLEAN NOT NULL DEFAULT false,
    "solutionToldAt" TIMESTAMPTZ(3),
    "hiddenWords" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollAnswer" (
    "pollId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "choices" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "words" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,
    "writtenAt" TIMESTAMPTZ(3),
    "writtenRoughly" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PollAnswer_pkey" PRIMARY KEY ("pollId","personId")
);

-- CreateTable
CREATE TABLE "SessionTimer" (
    "sessionId" UUID NOT NULL,
    "timerId" UUID NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "seconds" INTEGER NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "remainingMs" INTEGER,

    CONSTRAINT "SessionTimer_pkey" PRIMARY KEY ("sessionId")
);

-- CreateIndex
CREATE INDEX "Poll_sessionId_position_idx" ON "Poll"("sessionId", "position");

-- CreateIndex
CREATE INDEX "PollAnswer_personId_idx" ON "PollAnswer"("personId");

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollAnswer" ADD CONSTRAINT "PollAnswer_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollAnswer" ADD CONSTRAINT "PollAnswer_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionTimer" ADD CONSTRAINT "SessionTimer_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;


