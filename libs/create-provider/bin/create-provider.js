#!/usr/bin/env node
'use strict';
const { runCreateProvider } = require('../dist/cli.js');

const { code, text } = runCreateProvider(process.argv.slice(2), process.cwd());
(code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
process.exitCode = code;
