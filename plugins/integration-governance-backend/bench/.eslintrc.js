// Benchmarks measure what a portal runs, with the checkout's scripts: they depend on what the checkout has, and nothing depends on them.
module.exports = {
  rules: {
    '@backstage/no-relative-monorepo-imports': 'off',
    '@backstage/no-undeclared-imports': 'off',
  },
};
