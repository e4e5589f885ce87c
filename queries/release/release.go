// Package release says which release of the program this is: in the footer of pages, the manifests of editions, and the
// citations of figures. It is a number of the source, not of the build, so that two builds of one release write the same.
package release

// Number is that of the newest entry of docs/changelog.md.
const Number = "0.9.0"
