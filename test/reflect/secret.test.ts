/** No way of writing a URL brings a password into what is said of it. */
import { passwordsIn, withoutPassword } from "../../src/reflect/secret.js";

const secret = "s3/cr@t";

test.each([
  ["postgres://u:s3/cr@t@h/db", "postgres://u@h/db"],
  ["mysql://u:s3/cr@t@h", "mysql://u@h"],
  ["postgres:/u:s3/cr@t@h", "postgres:/u@h"],
  ["postgres:u:s3/cr@t@h", "postgres@h"],
  ["jdbc:postgresql://u:s3/cr@t@h/db", "jdbc:postgresql://u@h/db"],
  ["u:s3/cr@t@h", "u@h"],
  ["postgres://:s3/cr@t@h", "postgres://@h"],
  ["postgres://h/db?password=s3/cr@t", "postgres://h/db?password=***"],
  [
    "postgres://h/db?password1=s3/cr@t&sslmode=require",
    "postgres://h/db?password1=***&sslmode=require",
  ],
  ["postgres://h/db?schema=a,b&PGPASSWORD=s3/cr@t", "postgres://h/db?schema=a,b&PGPASSWORD=***"],
  ["host=h dbname=d password=s3/cr@t", "host=h dbname=d password=***"],
  ["host=h password = 's3/cr@t' user=u", "host=h password = *** user=u"],
  ["postgres://u:s3#cr@h/db", "postgres://u@h/db"],
  ["postgres://u:12?s3@h/db", "postgres://u@h/db"],
  ["postgres://u:s3cr3t", "postgres://u"],
  ["mysql://u:123456/db", "mysql://u/db"],
  ["mysql -u u -ps3/cr@t d", "mysql -u u -p*** d"],
  ["mysql -h h -u u --password s3/cr d", "mysql -h h -u u --password *** d"],
  [" postgres://u:s3/cr@t@h/db", " postgres://u@h/db"],
  ['"mysql://u:s3/cr@t@h"', '"mysql://u@h"'],
  ["DATABASE_URL=postgres://u:s3/cr@t@h/db", "DATABASE_URL=postgres://u@h/db"],
  ["url = 'mysql://u:s3/cr@t@h'", "url = 'mysql://u@h'"],
  ["sqlite://u:s3cr3t@h/x.db", "sqlite://u@h/x.db"],
  ["sqlite:x.db?mode=ro&key=s3/cr@t", "sqlite:x.db?mode=ro&key=***"],
  ["host: h, password: s3/cr@t", "host: h, password: ***"],
  ['{"host":"h","password":"s3/cr"}', '{"host":"h","password":"***"}'],
  ["{ user: 'u', authToken: 's3/cr' }", "{ user: 'u', authToken: '***' }"],
  ["snowflake://u:s3/cr@t@acc/db?warehouse=w", "snowflake://u@acc/db?warehouse=w"],
  ["snowflake://acc/db?user=u&passcode=s3/cr", "snowflake://acc/db?user=u&passcode=***"],
  ["postgres://h/d?options=-cpassword%3Ds3", "postgres://h/d?options=***"],
  ["account=acc user=u password=s3/cr@t", "account=acc user=u password=***"],
])("%s", (source, shown) => {
  expect(withoutPassword(source)).toBe(shown);
  for (const password of passwordsIn(source)) expect(shown).not.toContain(password);
});

test.each([
  "postgres://u@h:5432/db?schema=a,b&sslmode=require",
  "postgres:///db?host=/tmp",
  "postgres://[::1]:5432/db",
  "mysql://h:/db",
  "localhost:5432/db",
  "sqlite:/data/a:b@c.db",
  "./node_modules/@scope/schema.ts",
  "./a folder -print/schema.ts",
  "schema.ts",
])("%s holds none", (source) => {
  expect(withoutPassword(source)).toBe(source);
  expect(passwordsIn(source)).toEqual([]);
});

test("what is hidden is all of it", () => {
  expect(passwordsIn(`postgres://u:${secret}@h/db`)).toEqual([secret]);
});
