-- AlterTable
ALTER TABLE "Enrolment" ADD COLUMN     "birthYear" INTEGER,
ADD COLUMN     "organisation" TEXT,
ADD COLUMN     "participantGroup" TEXT,
ADD COLUMN     "position" TEXT,
ADD COLUMN     "province" TEXT;
