/** Queries of the driver: started, waited for, taken back, and given out in pages. */
import { randomUUID } from "node:crypto";
import { SnowflakeError } from "../errors.mjs";
import { split } from "../language/statement.mjs";
import { answer, failure } from "./answers.mjs";
import { rowSet, rowType } from "./encode.mjs";
import { parameterOf } from "./parameters.mjs";

/** So many rows come in the answer itself; the rest in pages that the driver fetches. */
const pageSize = 1000;

/** So many queries can still be asked about. */
const remembered = 200;

/** After so many milliseconds the driver is told to ask again. */
const patience = 5000;

const canceled = () => new SnowflakeError("000604", "57014", "SQL execution canceled");

const miscounted = (actual, wanted) =>
  new SnowflakeError(
    "000008",
    "0A000",
    `Actual statement count ${actual} did not match the desired statement count ${wanted}.`,
  );

/** Each bind of a bulk insert is a list: the statement runs once for each place of the lists. */
const bindSets = (bindings) => {
  const entries = Object.entries(bindings ?? {});
  const lists = entries.filter(([, { value }]) => Array.isArray(value));
  if (lists.length === 0) return [bindings];
  return lists[0][1].value.map((_value, index) =>
    Object.fromEntries(
      entries.map(([name, { type, value }]) => [
        name,
        { type, value: Array.isArray(value) ? value[index] : value },
      ]),
    ),
  );
};

const summed = (results) => {
  if (results.length === 1) return results[0];
  const [{ columns, statementType, queryId }] = results;
  const rows = [
    results[0].rows[0].map((_cell, at) =>
      results
        .map(({ rows: [row] }) => row[at])
        .reduce((a, b) =>
          Object.assign(Object.create(Object.getPrototypeOf(a)), {
            units: a.units + b.units,
            scale: a.scale,
          }),
        ),
    ),
  ];
  return { columns, statementType, queryId, rows };
};

export const queries = () => {
  const jobs = new Map();
  const pages = new Map();

  const dataOf = (result, base) => {
    const rows = rowSet(result);
    const [first, rest] = [rows.slice(0, pageSize), rows.slice(pageSize)];
    const chunks = [];
    for (let at = 0; at < rest.length; at += pageSize) {
      const page = rest.slice(at, at + pageSize);
      const text = page.map((row) => JSON.stringify(row)).join(",");
      pages.set(`${result.queryId}/${chunks.length}`, text);
      chunks.push({
        url: `${base}/chunks/${result.queryId}/${chunks.length}`,
        rowCount: page.length,
        uncompressedSize: text.length,
        compressedSize: text.length,
      });
    }
    return {
      rowtype: rowType(result),
      rowset: first,
      total: rows.length,
      returned: rows.length,
      queryId: result.queryId,
      statementTypeId: result.statementType,
      ...(chunks.length === 0 ? {} : { chunks, chunkHeaders: {} }),
    };
  };

  const many = (session, texts, base) => {
    const results = texts.map((text) => session.run(text));
    for (const result of results)
      finished(session, result.queryId, answer.query(session, dataOf(result, base)));
    const status = { columns: [], rows: [], queryId: randomUUID(), statementType: 0xa000 };
    return answer.query(session, {
      ...dataOf(status, base),
      resultIds: results.map(({ queryId }) => queryId).join(","),
      resultTypes: results.map(({ statementType }) => statementType).join(","),
    });
  };

  const finished = (session, id, body) => jobs.set(id, { session, id, body, status: "SUCCESS" });

  const run = (job, session, { sqlText, bindings, parameters = {} }, base) => {
    const wanted = Number(
      parameters.MULTI_STATEMENT_COUNT ?? parameterOf(session, "MULTI_STATEMENT_COUNT"),
    );
    const texts = split(sqlText);
    if (texts.length > 1) {
      if (wanted !== 0 && wanted !== texts.length) throw miscounted(texts.length, wanted);
      return many(session, texts, base);
    }
    const results = bindSets(bindings).map((binds) => {
      session.binds = binds;
      return session.run(sqlText, job.id);
    });
    return answer.query(session, dataOf(summed(results), base));
  };

  /** Waits for what SYSTEM$WAIT asked for, unless it is taken back before. */
  const pause = (job, milliseconds) =>
    new Promise((resolve, reject) => {
      job.timer = setTimeout(resolve, milliseconds);
      job.cancel = () => {
        clearTimeout(job.timer);
        reject(canceled());
      };
    });

  const work = async (job, session, body, base) => {
    session.delay = 0;
    try {
      const done = run(job, session, body, base);
      if (session.delay > 0) await pause(job, session.delay);
      job.status = "SUCCESS";
      job.body = { ...done, data: { ...done.data, queryId: job.id } };
    } catch (error) {
      job.status = "FAILED_WITH_ERROR";
      job.body = failure.of(error, job.id);
    } finally {
      session.binds = undefined;
    }
    return job.body;
  };

  const inProgress = (job, code = "333333") => ({
    data: {
      queryId: job.id,
      getResultUrl: `/queries/${job.id}/result`,
      queryAbortsAfterSecs: 300,
      progressDesc: null,
    },
    code,
    message: null,
    success: true,
  });

  const soon = (job) =>
    Promise.race([
      job.done,
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(inProgress(job)), patience);
        timer.unref();
        void job.done.finally(() => clearTimeout(timer));
      }),
    ]);

  /** The oldest that is over, with its pages. */
  const forget = () => {
    const [id] = [...jobs].find(([, { status }]) => status !== "RUNNING") ?? [];
    jobs.delete(id);
    for (const key of pages.keys()) if (key.startsWith(`${id}/`)) pages.delete(key);
  };

  const start = ({ session, body, url, base }) => {
    const job = {
      id: randomUUID(),
      requestId: url.searchParams.get("requestId"),
      session,
      status: "RUNNING",
    };
    job.done = work(job, session, body, base);
    jobs.set(job.id, job);
    if (jobs.size > remembered) forget();
    return body.asyncExec ? inProgress(job, "333334") : soon(job);
  };

  const jobOf = (call) =>
    call.match[1] === undefined
      ? [...jobs.values()].find(
          ({ requestId }) => requestId !== undefined && requestId === call.body.requestId,
        )
      : jobs.get(call.match[1]);

  const unknown = () =>
    failure.of(
      new SnowflakeError("000605", "02000", "Identified SQL statement is not currently executing."),
    );

  return {
    start,
    abort: (call) => {
      const job = jobOf(call);
      if (job?.cancel === undefined || job.status !== "RUNNING") return unknown();
      job.cancel();
      return answer.nothing();
    },
    result: (call) => {
      const job = jobs.get(call.match[1]);
      if (job === undefined) return unknown();
      return job.body ?? soon(job);
    },
    status: (call) => {
      const job = jobs.get(call.match[1]);
      const error =
        job?.body?.success === false
          ? { errorCode: job.body.code, errorMessage: job.body.message }
          : {};
      return answer.success({
        queries: job === undefined ? [] : [{ id: job.id, status: job.status, ...error }],
      });
    },
    chunk: ({ match }) => ({ raw: pages.get(`${match[1]}/${match[2]}`) ?? "" }),
    stop: () => {
      for (const job of jobs.values()) clearTimeout(job.timer);
    },
  };
};
