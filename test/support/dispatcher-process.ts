/**
 * A dispatcher in a process of its own, for tests that kill it. Arguments: database URL,
 * configuration section as JSON, the key of the data cipher in hexadecimal, the time it believes in.
 */
import { createDispatcher, readAlertingConfig } from "../../src/alerting/index.ts";
import { createDataCipher, fixedClock, silentLog } from "../../src/core/index.ts";
import { openDatabase } from "../../src/db/index.ts";

const [url = "", section = "", key = "", at = ""] = process.argv.slice(2);
const dispatcher = createDispatcher({
  db: openDatabase({ url, applicationName: "probity test dispatcher", maxConnections: 2 }),
  clock: fixedClock(at),
  cipher: createDataCipher(Buffer.from(key, "hex")),
  log: silentLog,
  config: readAlertingConfig(JSON.parse(section)),
  secret: () => "",
});
dispatcher.start();
