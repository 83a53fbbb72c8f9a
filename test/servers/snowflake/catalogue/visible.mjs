/** Who is shown which tables and views: the manual's pages "SHOW TABLES" and "Access control privileges". */

/** They hold MANAGE GRANTS, whose holders see every object of the account. */
const admins = new Set(["ACCOUNTADMIN", "SECURITYADMIN"]);

export const seesEverything = ({ role }) => admins.has(role);

export const isShown = (session, { madeBy, grantedTo }) =>
  seesEverything(session) || madeBy === session.role || grantedTo?.has(session.role) === true;

/** A schema without the relations on which the role has no right. */
export const shownSchema = (session) => (schema) =>
  schema.information || seesEverything(session)
    ? schema
    : {
        ...schema,
        relations: new Map([...schema.relations].filter(([, each]) => isShown(session, each))),
      };

export const shownDatabase = (session, database) =>
  seesEverything(session)
    ? database
    : {
        ...database,
        schemas: new Map(
          [...database.schemas].map(([name, schema]) => [name, shownSchema(session)(schema)]),
        ),
      };
