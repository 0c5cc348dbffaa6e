-- AlterTable
ALTER TABLE "PresenceInterval" ADD COLUMN     "connection" INTEGER;

-- CreateTable
CREATE TABLE "AttendanceEvent" (
    "sessionId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" UUID,
    "body" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AttendanceEvent_pkey" PRIMARY KEY ("sessionId","seq")
);

-- CreateTable
CREATE TABLE "AttendanceChain" (
    "sessionId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "connections" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AttendanceChain_pkey" PRIMARY KEY ("sessionId")
);

-- AddForeignKey
ALTER TABLE "AttendanceEvent" ADD CONSTRAINT "AttendanceEvent_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "AttendanceChain"("sessionId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "AttendanceChain" ADD CONSTRAINT "AttendanceChain_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What was recorded is never changed and never removed, by whatever way somebody comes to the database.
CREATE FUNCTION "refuseToChangeTheRecord"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record of attendance is only ever added to: % of "%" is refused', TG_OP, TG_TABLE_NAME
    USING HINT = 'A correction is an event of its own.';
END;
$$;

CREATE TRIGGER "AttendanceEvent_isOnlyAddedTo" BEFORE UPDATE OR DELETE ON "AttendanceEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuseToChangeTheRecord"();
CREATE TRIGGER "AttendanceEvent_isNotEmptied" BEFORE TRUNCATE ON "AttendanceEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuseToChangeTheRecord"();
CREATE TRIGGER "AttendanceChain_isNotRemoved" BEFORE DELETE ON "AttendanceChain"
  FOR EACH ROW EXECUTE FUNCTION "refuseToChangeTheRecord"();
CREATE TRIGGER "AttendanceChain_isNotEmptied" BEFORE TRUNCATE ON "AttendanceChain"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuseToChangeTheRecord"();
