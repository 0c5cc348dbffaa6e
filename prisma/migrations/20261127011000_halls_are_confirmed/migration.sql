-- AlterTable
ALTER TABLE "Hall" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "confirmedById" UUID;

-- AddForeignKey
ALTER TABLE "Hall" ADD CONSTRAINT "Hall_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
