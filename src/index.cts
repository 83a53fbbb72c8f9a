/** What `require("schema-diff")` gives: the ES module itself, so that both ways in share one instance. */
import index = require("./index.js");

export = index;
