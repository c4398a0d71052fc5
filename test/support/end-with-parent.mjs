/**
 * Loaded into a process under test: it ends when whoever started it is gone. A test that fails leaves its processes
 * behind, and whoever reads their output would wait for ever.
 */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 500).unref();
