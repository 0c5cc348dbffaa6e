-- CreateTable
CREATE TABLE "SlideTurn" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "materialId" UUID,
    "fileName" TEXT,
    "page" INTEGER,

    CONSTRAINT "SlideTurn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SlideTurn_sessionId_at_idx" ON "SlideTurn"("sessionId", "at");

-- AddForeignKey
ALTER TABLE "SlideTurn" ADD CONSTRAINT "SlideTurn_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlideTurn" ADD CONSTRAINT "SlideTurn_materialId_fkey" FOREIGN KEY ("materialId") REFERENCES "Material"("id") ON DELETE SET NULL ON UPDATE CASCADE;
