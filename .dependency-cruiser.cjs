/** The module graph: who may import whom. Run by `npm run check`. */
const WINGS = '(commons|commerce|credit|insight)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles-of-files',
      comment:
        'Two files that need each other are one thing, or a third is missing. Move the shared part into its own file.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contracts-form-no-circle',
      comment: 'A door knows no door that knows it, not even by type. Repeat the small shape in your own contract.',
      severity: 'error',
      from: { path: '/contract\\.ts$' },
      to: { circular: true },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform is technical ground. Hand the module in from app.ts.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/(${WINGS}|sandbox)/` },
    },
    {
      name: 'only-the-door',
      comment: 'Another module is reached through its contract (#wing/module) and nothing else.',
      severity: 'error',
      from: { path: `^src/${WINGS}/([^/]+)/` },
      to: {
        path: `^src/${WINGS}/[^/]+/`,
        pathNot: ['^src/$1/$2/', '^src/[^/]+/[^/]+/contract\\.ts$', '^src/credit/engine/'],
      },
    },
    {
      name: 'commons-know-no-wing',
      comment: 'Commons serve every wing. Turn the question round: the wing asks, or commons hear a platform event.',
      severity: 'error',
      from: { path: '^src/commons/' },
      to: { path: '^src/(commerce|credit|insight)/' },
    },
    {
      name: 'modules-know-no-composition',
      comment: 'Everything is put together in app.ts; modules are handed what they need.',
      severity: 'error',
      from: { path: `^src/(${WINGS}|platform)/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(app|main|config)\\.ts$' },
    },
    {
      name: 'sandbox-stands-apart',
      comment:
        'The sandbox plays the outside world: it is reached over HTTP by both sides, never imported by a module.',
      severity: 'error',
      from: { path: `^src/${WINGS}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'sandbox-knows-no-module',
      comment: 'A provider knows nothing of Lumbung. Call its webhooks over HTTP.',
      severity: 'error',
      from: { path: '^src/sandbox/', pathNot: '\\.test\\.ts$' },
      to: { path: `^src/${WINGS}/` },
    },
    {
      name: 'production-needs-no-tests',
      comment: 'Tests and their tools are not there in production. Move what both need out of the test.',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.ts|/testing/|[-/]fixtures?\\.ts$)' },
      to: { path: '(\\.test\\.ts|^src/platform/testing/|[-/]fixtures?\\.ts$|^tests/)' },
    },
    {
      name: 'only-declared-packages',
      comment: 'Add the package to package.json (exact version), or import the one that is there.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages',
      comment: 'A development package is absent in production. Move it to "dependencies".',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.ts$|/testing/|[-/]fixtures?\\.ts$)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'The import leads nowhere. Correct the path, or use the import map of package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
