// Without --experimental-vm-modules @swc/jest compiles to CommonJS in silence, and import.meta breaks.
if (typeof import.meta.url !== "string" || !process.execArgv.includes("--experimental-vm-modules"))
  throw new Error("Run the tests with `npm run jest`: they need node --experimental-vm-modules.");
