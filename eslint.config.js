import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** The rules of CONTRIBUTING.md that a machine can see. */
export default defineConfig(
  globalIgnores([
    "**/*.generated.ts",
    "node_modules/",
    ".data/",
    ".build/",
    ".dependency-cruiser.cjs",
    "**/*.browser.js",
  ]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "TSEnumDeclaration", message: "String unions, no enums." },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/unbound-method": "off",
      // What comes from outside is looser than its type; checking it once more is no fault.
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  {
    // Only the processes read the environment; everything else is handed what it needs.
    files: ["gateway/**", "subgraphs/**", "pipeline/**", "platform/**", "examples/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only app/ reads the environment." },
      ],
    },
  },
  {
    // A resolver's type is the generated one, which its map is checked against.
    files: ["subgraphs/*/resolvers/**"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  {
    // Jest wants a default export of its setup, and stories and fixtures are longer than code.
    files: ["test/**", "bench/**"],
    rules: {
      "max-lines": ["error", { max: 400 }],
      "no-restricted-syntax": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
);
