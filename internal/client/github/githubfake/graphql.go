package githubfake

// graphqlRoutes are POST /graphql, which the description does not know.
var graphqlRoutes = []route{}
