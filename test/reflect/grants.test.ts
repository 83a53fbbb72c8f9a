/** What SHOW GRANTS says is read for one database and one table. */
import { rightsIn } from "../../src/reflect/mysql/grants.js";

test.each([
  ["GRANT USAGE ON *.* TO `u`@`%`", false, false],
  ["GRANT SELECT, TRIGGER ON *.* TO `u`@`%` WITH GRANT OPTION", true, true],
  ["GRANT ALL PRIVILEGES ON *.* TO 'u'@'%' IDENTIFIED BY PASSWORD '*9'", true, true],
  ["GRANT TRIGGER ON `d_b`.* TO `u`@`%`", true, true],
  ["GRANT TRIGGER ON `d%`.* TO `u`@`%`", true, true],
  ["GRANT TRIGGER ON `d\\_b`.* TO `u`@`%`", false, false],
  ["GRANT TRIGGER ON `d.b`.* TO `u`@`%`", false, false],
  ["GRANT TRIGGER ON `dxb`.`t` TO `u`@`%`", false, true],
  ["GRANT TRIGGER ON `dxb`.`o` TO `u`@`%`", false, false],
  ["GRANT INSERT (`a`, `TRIGGER, `) ON `dxb`.`t` TO `u`@`%`", false, false],
  ["GRANT EXECUTE ON PROCEDURE `dxb`.`t` TO `u`@`%`", false, false],
  ["GRANT `TRIGGER`@`%` TO `u`@`%`", false, false],
])("%s", (text, ofDatabase, ofTable) => {
  const { may } = rightsIn([text]);
  expect([may("TRIGGER", "dxb", null), may("TRIGGER", "dxb", "t")]).toEqual([ofDatabase, ofTable]);
});

test("a partial revoke takes it from a database", () => {
  const { may } = rightsIn([
    "GRANT TRIGGER ON *.* TO `u`@`%`",
    "REVOKE TRIGGER ON `dxb`.* FROM `u`@`%`",
  ]);
  expect([may("TRIGGER", "dxb", "t"), may("TRIGGER", "other", "t")]).toEqual([false, true]);
});

test("rights on columns are told with their table", () => {
  const { may, onColumns } = rightsIn(["GRANT SELECT (`a``(`, b), UPDATE ON `d`.`t` TO `u`@`%`"]);
  expect(onColumns).toEqual([{ db: "d", tbl: "t" }]);
  expect([may("SELECT", "d", "t"), may("UPDATE", "d", "t")]).toEqual([false, true]);
});
