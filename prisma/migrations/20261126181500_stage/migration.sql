-- CreateEnum
CREATE TYPE "StageState" AS ENUM ('INVITED', 'CHECKING', 'ON_STAGE');

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "handCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "leaderId" UUID,
ADD COLUMN     "spotlightId" UUID;

-- CreateTable
CREATE TABLE "RaisedHand" (
    "sessionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RaisedHand_pkey" PRIMARY KEY ("sessionId","personId")
);

-- CreateTable
CREATE TABLE "StageMember" (
    "sessionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "state" "StageState" NOT NULL,
    "invitedById" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "microphoneHeldById" UUID,
    "cameraHeldById" UUID,

    CONSTRAINT "StageMember_pkey" PRIMARY KEY ("sessionId","personId")
);

-- CreateIndex
CREATE UNIQUE INDEX "RaisedHand_sessionId_number_key" ON "RaisedHand"("sessionId", "number");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_spotlightId_fkey" FOREIGN KEY ("spotlightId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_leaderId_fkey" FOREIGN KEY ("leaderId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RaisedHand" ADD CONSTRAINT "RaisedHand_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RaisedHand" ADD CONSTRAINT "RaisedHand_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageMember" ADD CONSTRAINT "StageMember_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageMember" ADD CONSTRAINT "StageMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageMember" ADD CONSTRAINT "StageMember_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageMember" ADD CONSTRAINT "StageMember_microphoneHeldById_fkey" FOREIGN KEY ("microphoneHeldById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StageMember" ADD CONSTRAINT "StageMember_cameraHeldById_fkey" FOREIGN KEY ("cameraHeldById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


