-- CreateEnum
CREATE TYPE "CorrectionOutcome" AS ENUM ('CONFIRMED_BY_HAND', 'EXCUSED', 'ABSENT');

-- CreateTable
CREATE TABLE "AttendanceRuleVersion" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rule" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "madeById" UUID,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AttendanceRuleVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TopicResultSet" (
    "topicId" UUID NOT NULL,
    "bridgedGapSeconds" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "topicSeconds" INTEGER NOT NULL,
    "checksShown" INTEGER NOT NULL DEFAULT 0,
    "codesShown" INTEGER NOT NULL DEFAULT 0,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TopicResultSet_pkey" PRIMARY KEY ("topicId","bridgedGapSeconds")
);

-- CreateTable
CREATE TABLE "TopicResult" (
    "topicId" UUID NOT NULL,
    "bridgedGapSeconds" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "seconds" INTEGER NOT NULL,
    "checksDelivered" INTEGER NOT NULL DEFAULT 0,
    "checksAnswered" INTEGER NOT NULL DEFAULT 0,
    "inHall" BOOLEAN NOT NULL DEFAULT false,
    "codesEntered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "TopicResult_pkey" PRIMARY KEY ("topicId","bridgedGapSeconds","personId")
);

-- CreateTable
CREATE TABLE "AttendanceCorrection" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "topicId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "outcome" "CorrectionOutcome" NOT NULL,
    "statusBefore" TEXT NOT NULL,
    "secondsBefore" INTEGER NOT NULL,
    "ruleVersion" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "madeById" UUID,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnById" UUID,
    "withdrawalReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AttendanceCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AttendanceObjection" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "topicId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "accepted" BOOLEAN,
    "decisionReason" TEXT NOT NULL DEFAULT '',
    "correctionId" UUID,

    CONSTRAINT "AttendanceObjection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestScore" (
    "seriesId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "scorePercent" DECIMAL(5,2) NOT NULL,
    "enteredById" UUID,
    "enteredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TestScore_pkey" PRIMARY KEY ("seriesId","personId")
);

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceRuleVersion_seriesId_version_key" ON "AttendanceRuleVersion"("seriesId", "version");

-- CreateIndex
CREATE INDEX "AttendanceCorrection_seriesId_personId_idx" ON "AttendanceCorrection"("seriesId", "personId");

-- CreateIndex
CREATE INDEX "AttendanceCorrection_topicId_personId_idx" ON "AttendanceCorrection"("topicId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceObjection_correctionId_key" ON "AttendanceObjection"("correctionId");

-- CreateIndex
CREATE INDEX "AttendanceObjection_seriesId_decidedAt_dueAt_idx" ON "AttendanceObjection"("seriesId", "decidedAt", "dueAt");

-- CreateIndex
CREATE INDEX "AttendanceObjection_personId_seriesId_idx" ON "AttendanceObjection"("personId", "seriesId");

-- AddForeignKey
ALTER TABLE "AttendanceRuleVersion" ADD CONSTRAINT "AttendanceRuleVersion_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceRuleVersion" ADD CONSTRAINT "AttendanceRuleVersion_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicResultSet" ADD CONSTRAINT "TopicResultSet_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicResult" ADD CONSTRAINT "TopicResult_topicId_bridgedGapSeconds_fkey" FOREIGN KEY ("topicId", "bridgedGapSeconds") REFERENCES "TopicResultSet"("topicId", "bridgedGapSeconds") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicResult" ADD CONSTRAINT "TopicResult_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCorrection" ADD CONSTRAINT "AttendanceCorrection_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCorrection" ADD CONSTRAINT "AttendanceCorrection_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCorrection" ADD CONSTRAINT "AttendanceCorrection_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCorrection" ADD CONSTRAINT "AttendanceCorrection_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCorrection" ADD CONSTRAINT "AttendanceCorrection_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceObjection" ADD CONSTRAINT "AttendanceObjection_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceObjection" ADD CONSTRAINT "AttendanceObjection_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceObjection" ADD CONSTRAINT "AttendanceObjection_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceObjection" ADD CONSTRAINT "AttendanceObjection_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceObjection" ADD CONSTRAINT "AttendanceObjection_correctionId_fkey" FOREIGN KEY ("correctionId") REFERENCES "AttendanceCorrection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestScore" ADD CONSTRAINT "TestScore_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestScore" ADD CONSTRAINT "TestScore_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestScore" ADD CONSTRAINT "TestScore_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


