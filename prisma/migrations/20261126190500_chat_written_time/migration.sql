-- AlterTable
ALTER TABLE "ChatMessage" ADD COLUMN     "writtenAt" TIMESTAMPTZ(3),
ADD COLUMN     "writtenRoughly" BOOLEAN NOT NULL DEFAULT false;
