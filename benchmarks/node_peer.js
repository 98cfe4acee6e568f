// One peer under Node.  Arguments: the folder whose node_modules has twitter-text, and the name of a job.  One JSON
// request a line on standard input, one JSON answer a line on standard output:
//   {"load": [texts]}  how many there are
//   {"do": "round"}    nanoseconds that the job took for all of them, by the clock and of CPU time
//   {"do": "answers"}  what came out, text by text
"use strict";

const readline = require("node:readline");
const [folder, jobName] = process.argv.slice(2);
const twitter = require(require.resolve("twitter-text", { paths: [folder] }));

// A job: what is timed, and what of its result the peers agree on.
const JOBS = {
  parseTweet: { run: (text) => twitter.parseTweet(text), value: (result) => result.weightedLength },
  extract: { run: (text) => twitter.extractEntitiesWithIndices(text), value: (result) => result.length },
};

const { run, value } = JOBS[jobName];
let texts = [];
let kept; // or the compiler might see that nobody looks at the results

function round() {
  global.gc();
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  for (const text of texts) kept = run(text);
  const { user, system } = process.cpuUsage(cpu);
  return [Number(process.hrtime.bigint() - wall), (user + system) * 1000];
}

function answer(request) {
  if (request.load) return (texts = request.load).length;
  return request.do === "round" ? round() : texts.map((text) => value(run(text)));
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
});
