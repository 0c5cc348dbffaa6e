-- CreateEnum
CREATE TYPE "RoomFeature" AS ENUM ('CHAT', 'QUESTIONS', 'REACTIONS', 'HANDS');

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lockedFeatures" "RoomFeature"[] DEFAULT ARRAY[]::"RoomFeature"[];
