-- CreateTable
CREATE TABLE "Hall" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "attesterId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "refusedAt" TIMESTAMPTZ(3),
    "refusedById" UUID,
    "refusalReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Hall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HallPerson" (
    "sessionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "hallId" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HallPerson_pkey" PRIMARY KEY ("sessionId","personId")
);

-- CreateTable
CREATE TABLE "HallAttestation" (
    "id" UUID NOT NULL,
    "hallId" UUID NOT NULL,
    "topicId" UUID,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personIds" UUID[],
    "confirmedIds" UUID[],
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnById" UUID,
    "withdrawalReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "HallAttestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HallSheet" (
    "id" UUID NOT NULL,
    "hallId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "uploadedById" UUID,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HallSheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ViewerPlan" (
    "sessionId" UUID NOT NULL,
    "random" BOOLEAN NOT NULL,
    "nextAt" TIMESTAMPTZ(3),

    CONSTRAINT "ViewerPlan_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "ViewerCode" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "topicId" UUID NOT NULL,
    "letters" TEXT NOT NULL,
    "shownAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,

    CONSTRAINT "ViewerCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ViewerCodeEntry" (
    "codeId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "phone" TEXT,

    CONSTRAINT "ViewerCodeEntry_pkey" PRIMARY KEY ("codeId","personId")
);

-- CreateTable
CREATE TABLE "ReachFigure" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "views" INTEGER NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReachFigure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Hall_sessionId_attesterId_key" ON "Hall"("sessionId", "attesterId");

-- CreateIndex
CREATE INDEX "HallPerson_hallId_idx" ON "HallPerson"("hallId");

-- CreateIndex
CREATE INDEX "HallAttestation_hallId_at_idx" ON "HallAttestation"("hallId", "at");

-- CreateIndex
CREATE INDEX "HallSheet_hallId_idx" ON "HallSheet"("hallId");

-- CreateIndex
CREATE INDEX "ViewerPlan_nextAt_idx" ON "ViewerPlan"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "ViewerCode_sessionId_letters_key" ON "ViewerCode"("sessionId", "letters");

-- CreateIndex
CREATE INDEX "ViewerCodeEntry_personId_idx" ON "ViewerCodeEntry"("personId");

-- CreateIndex
CREATE INDEX "ReachFigure_sessionId_idx" ON "ReachFigure"("sessionId");

-- AddForeignKey
ALTER TABLE "Hall" ADD CONSTRAINT "Hall_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hall" ADD CONSTRAINT "Hall_attesterId_fkey" FOREIGN KEY ("attesterId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hall" ADD CONSTRAINT "Hall_refusedById_fkey" FOREIGN KEY ("refusedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallPerson" ADD CONSTRAINT "HallPerson_hallId_fkey" FOREIGN KEY ("hallId") REFERENCES "Hall"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallPerson" ADD CONSTRAINT "HallPerson_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallAttestation" ADD CONSTRAINT "HallAttestation_hallId_fkey" FOREIGN KEY ("hallId") REFERENCES "Hall"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallAttestation" ADD CONSTRAINT "HallAttestation_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallAttestation" ADD CONSTRAINT "HallAttestation_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallAttestation" ADD CONSTRAINT "HallAttestation_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallSheet" ADD CONSTRAINT "HallSheet_hallId_fkey" FOREIGN KEY ("hallId") REFERENCES "Hall"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HallSheet" ADD CONSTRAINT "HallSheet_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerPlan" ADD CONSTRAINT "ViewerPlan_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerCode" ADD CONSTRAINT "ViewerCode_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerCode" ADD CONSTRAINT "ViewerCode_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerCode" ADD CONSTRAINT "ViewerCode_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerCodeEntry" ADD CONSTRAINT "ViewerCodeEntry_codeId_fkey" FOREIGN KEY ("codeId") REFERENCES "ViewerCode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ViewerCodeEntry" ADD CONSTRAINT "ViewerCodeEntry_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReachFigure" ADD CONSTRAINT "ReachFigure_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReachFigure" ADD CONSTRAINT "ReachFigure_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


