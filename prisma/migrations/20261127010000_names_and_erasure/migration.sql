-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "nameChosenAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "NameChange" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "nameBefore" TEXT NOT NULL,
    "nameAfter" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "madeById" UUID,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NameChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "NameChange_personId_idx" ON "NameChange"("personId");

-- AddForeignKey
ALTER TABLE "NameChange" ADD CONSTRAINT "NameChange_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameChange" ADD CONSTRAINT "NameChange_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NameChange" ADD CONSTRAINT "NameChange_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
