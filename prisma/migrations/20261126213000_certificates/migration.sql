-- CreateEnum
CREATE TYPE "CertificateImageKind" AS ENUM ('LOGO', 'SIGNATURE');

-- CreateEnum
CREATE TYPE "CertificateRunState" AS ENUM ('RUNNING', 'PAUSED', 'DONE');

-- CreateTable
CREATE TABLE "CertificateTemplate" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "design" JSONB NOT NULL,
    "madeById" UUID,
    "clientId" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CertificateTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateImage" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "kind" "CertificateImageKind" NOT NULL,
    "uploadedById" UUID,
    "clientId" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "png" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CertificateImage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateRegister" (
    "seriesId" UUID NOT NULL,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CertificateRegister_pkey" PRIMARY KEY ("seriesId")
);

-- CreateTable
CREATE TABLE "CertificateRun" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "state" "CertificateRunState" NOT NULL DEFAULT 'RUNNING',
    "total" INTEGER NOT NULL,
    "startedById" UUID,
    "clientId" UUID NOT NULL,
    "request" JSONB NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CertificateRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "personId" UUID,
    "templateId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "registerNumber" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "facts" JSONB NOT NULL,
    "nameFolded" TEXT NOT NULL,
    "publishName" BOOLEAN NOT NULL,
    "issuedOn" DATE NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "issuedById" UUID,
    "ruleVersion" INTEGER,
    "exceptionReason" TEXT,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" UUID,
    "revocationId" UUID,
    "revocationReason" TEXT,
    "replacedById" UUID,
    "correctionReason" TEXT,
    "erasedAt" TIMESTAMPTZ(3),
    "claimedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failedAt" TIMESTAMPTZ(3),
    "readyAt" TIMESTAMPTZ(3),
    "fileSha256" BYTEA,
    "fileBytes" INTEGER,
    "pageCount" INTEGER,
    "record" TEXT,
    "signature" BYTEA,
    "signingKeyId" TEXT,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateCopy" (
    "id" UUID NOT NULL,
    "certificateId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "madeById" UUID,
    "clientId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CertificateCopy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CertificateTemplate_seriesId_version_key" ON "CertificateTemplate"("seriesId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "CertificateTemplate_madeById_clientId_key" ON "CertificateTemplate"("madeById", "clientId");

-- CreateIndex
CREATE INDEX "CertificateImage_seriesId_idx" ON "CertificateImage"("seriesId");

-- CreateIndex
CREATE UNIQUE INDEX "CertificateImage_uploadedById_clientId_key" ON "CertificateImage"("uploadedById", "clientId");

-- CreateIndex
CREATE INDEX "CertificateRun_seriesId_startedAt_idx" ON "CertificateRun"("seriesId", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CertificateRun_startedById_clientId_key" ON "CertificateRun"("startedById", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_codeHash_key" ON "Certificate"("codeHash");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_replacedById_key" ON "Certificate"("replacedById");

-- CreateIndex
CREATE INDEX "Certificate_personId_idx" ON "Certificate"("personId");

-- CreateIndex
CREATE INDEX "Certificate_runId_readyAt_idx" ON "Certificate"("runId", "readyAt");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_seriesId_number_key" ON "Certificate"("seriesId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_seriesId_serial_key" ON "Certificate"("seriesId", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "CertificateCopy_certificateId_number_key" ON "CertificateCopy"("certificateId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "CertificateCopy_madeById_clientId_key" ON "CertificateCopy"("madeById", "clientId");

-- AddForeignKey
ALTER TABLE "CertificateTemplate" ADD CONSTRAINT "CertificateTemplate_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateTemplate" ADD CONSTRAINT "CertificateTemplate_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateImage" ADD CONSTRAINT "CertificateImage_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateImage" ADD CONSTRAINT "CertificateImage_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateRegister" ADD CONSTRAINT "CertificateRegister_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateRun" ADD CONSTRAINT "CertificateRun_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateRun" ADD CONSTRAINT "CertificateRun_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "CertificateTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_runId_fkey" FOREIGN KEY ("runId") REFERENCES "CertificateRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_replacedById_fkey" FOREIGN KEY ("replacedById") REFERENCES "Certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateCopy" ADD CONSTRAINT "CertificateCopy_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateCopy" ADD CONSTRAINT "CertificateCopy_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


