import { COMMANDS, runCommand } from './cli/command-table';

void runCommand(COMMANDS, process.argv.slice(2)).then((code) => process.exit(code));
