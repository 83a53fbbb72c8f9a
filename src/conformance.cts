/** What `require("schema-diff/conformance")` gives: the ES module itself. */
import conformance = require("./conformance/index.js");

export = conformance;
