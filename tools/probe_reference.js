// Asks twitter-text (installed in tests/reference) how it treats every code point, one question a class, and prints the
// answers as JSON. The questions go through its public functions, so the classes are its behaviour, not its source.
"use strict";
const path = require("path");
const home = path.join(__dirname, "..", "tests", "reference", "node_modules");
const twitter = require(path.join(home, "twitter-text"));
const only = (list) => (list.length === 1 ? list[0] : null);

const QUESTIONS = {
  // continues a hashtag / is enough to make one
  hashtag: (c) => only(twitter.extractHashtags("#a" + c + "b")) === "a" + c + "b",
  hashtag_letter: (c) => only(twitter.extractHashtags("#_" + c)) === "_" + c,
  // may stand inside a label after a protocol / in a label without one
  domain: (c) => only(twitter.extractUrls("http://a" + c + "b.com")) === "http://a" + c + "b.com",
  ascii_domain: (c) => only(twitter.extractUrls("a" + c + "b.com")) === "a" + c + "b.com",
  // may stand before a URL
  before_url: (c) => twitter.extractUrls(c + "http://a.com").length === 1,
  // goes on in a path / may end one; the same for a query
  path: (c) => only(twitter.extractUrls("http://a.com/a" + c + "b")) === "http://a.com/a" + c + "b",
  path_end: (c) => only(twitter.extractUrls("http://a.com/a" + c)) === "http://a.com/a" + c,
  query: (c) => only(twitter.extractUrls("http://a.com/?a" + c + "b")) === "http://a.com/?a" + c + "b",
  query_end: (c) => only(twitter.extractUrls("http://a.com/?a" + c)) === "http://a.com/?a" + c,
  // ends a mention so that it is none
  after_mention: (c) => twitter.extractMentions("@a" + c).length === 0,
  // may stand before a cashtag / before a reply / after a cashtag
  before_cashtag: (c) => twitter.extractCashtags(c + "$a").length === 1,
  before_reply: (c) => twitter.extractReplies(c + "@a") === "a",
  after_cashtag: (c) => only(twitter.extractCashtags("$abcdef" + c + "\u0660")) === "abcdef",
  // no letter of the path or the fragment of a URL that isValidUrl accepts
  strict_path: (c) => !!twitter.isValidUrl("http://a.com/" + c),
};

const answers = {};
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const found = [];
  for (let c = 0; c <= 0x10ffff; c++) {
    if (ask(String.fromCodePoint(c))) {
      const last = found[found.length - 1];
      if (last && last[1] === c - 1) last[1] = c;
      else found.push([c, c]);
    }
  }
  answers[name] = found;
}
const list = (name) => twitter.regexen[name].source.match(/[^|()?:]{2,}(?=[|)])/g).filter((t) => !t.startsWith("=") && !t.startsWith("["));
answers.tlds = list("validGTLD").concat(list("validCCTLD"));
// Assigned code points, for the tables that must not know more Unicode than the reference was run with.
answers.unassigned = [];
for (let c = 0; c <= 0x10ffff; c++) if (/\p{Cn}/u.test(String.fromCodePoint(c))) answers.unassigned.push(c);
answers.unicode = process.versions.unicode;
answers.emoji = require(path.join(home, "twemoji-parser/dist/lib/regex.js")).default.source;
process.stdout.write(JSON.stringify(answers));
