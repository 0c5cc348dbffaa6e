-- CreateEnum
CREATE TYPE "CaptionSource" AS ENUM ('TYPED', 'SERVICE', 'RECOGNISED');

-- CreateTable
CREATE TABLE "Caption" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "authorId" UUID,
    "source" "CaptionSource" NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "correctedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Caption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaptionPort" (
    "sessionId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaptionPort_pkey" PRIMARY KEY ("sessionId")
);

-- CreateIndex
CREATE INDEX "Caption_sessionId_language_startedAt_idx" ON "Caption"("sessionId", "language", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Caption_sessionId_clientId_key" ON "Caption"("sessionId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "CaptionPort_tokenHash_key" ON "CaptionPort"("tokenHash");

-- AddForeignKey
ALTER TABLE "Caption" ADD CONSTRAINT "Caption_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Caption" ADD CONSTRAINT "Caption_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaptionPort" ADD CONSTRAINT "CaptionPort_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaptionPort" ADD CONSTRAINT "CaptionPort_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
