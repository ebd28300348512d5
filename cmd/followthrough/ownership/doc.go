// Package ownership reads who owns what from catalogues that companies have:
// CODEOWNERS, Backstage, GitHub's teams. It keeps teams and never people, decides
// nothing, and knows neither reviews nor the configuration.
package ownership
