import { readEnvironment } from './config/environment';
import { serve } from './serve';

/** Runs the server; the command line has it as `onereel serve`. */
void serve(readEnvironment()).then((code) => process.exit(code));
