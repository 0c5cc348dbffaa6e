-- CreateEnum
CREATE TYPE "Admission" AS ENUM ('OPEN', 'NEWCOMERS_WAIT', 'EVERYBODY_WAITS');

-- CreateEnum
CREATE TYPE "ExclusionKind" AS ENUM ('REMOVED_FROM_ROOM', 'REFUSED', 'BANNED');

-- AlterTable
ALTER TABLE "Enrolment" ADD COLUMN     "enteredByName" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "admission" "Admission" NOT NULL DEFAULT 'OPEN',
ADD COLUMN     "doorLocked" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Knock" (
    "sessionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "knockedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admittedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Knock_pkey" PRIMARY KEY ("sessionId","personId")
);

-- CreateTable
CREATE TABLE "Exclusion" (
    "id" UUID NOT NULL,
    "kind" "ExclusionKind" NOT NULL,
    "seriesId" UUID NOT NULL,
    "sessionId" UUID,
    "personId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "madeById" UUID,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Exclusion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Knock_sessionId_admittedAt_knockedAt_idx" ON "Knock"("sessionId", "admittedAt", "knockedAt");

-- CreateIndex
CREATE INDEX "Exclusion_personId_liftedAt_idx" ON "Exclusion"("personId", "liftedAt");

-- CreateIndex
CREATE INDEX "Exclusion_seriesId_liftedAt_idx" ON "Exclusion"("seriesId", "liftedAt");

-- AddForeignKey
ALTER TABLE "Knock" ADD CONSTRAINT "Knock_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Knock" ADD CONSTRAINT "Knock_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exclusion" ADD CONSTRAINT "Exclusion_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exclusion" ADD CONSTRAINT "Exclusion_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exclusion" ADD CONSTRAINT "Exclusion_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exclusion" ADD CONSTRAINT "Exclusion_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Whoever entered by name has an enrolment id of version 8 (see enter-by-name.ts).
UPDATE "Enrolment" SET "enteredByName" = true WHERE substr("id"::text, 15, 1) = '8';

-- Acts on questions were written down without their series, so that its log did not show them.
UPDATE "AuditEntry" entry SET "seriesId" = session."seriesId"
FROM "Session" session
WHERE entry."sessionId" = session."id" AND entry."seriesId" IS NULL;
