package folder

// Config is the folder part of a source's configuration.
type Config struct {
	// Path is the folder, absolute once the configuration has been read.
	Path string `yaml:"path" meant:"dir directory folder root"`
	// URL is where people read the documents, a path of theirs in the place of
	// {path}; "": nowhere that a browser opens.
	URL string `yaml:"url"`
	// Include and Exclude are globs on the path below it; by default every
	// *.md and *.markdown file is included, and none excluded.
	Include []string `yaml:"include" meant:"glob pattern patterns files"`
	Exclude []string `yaml:"exclude"`
}
