/* global document, GraphiQL, React, ReactDOM */
// Runs in the browser: opens GraphiQL with the operations that stand in the page.
const { headers, tabs } = JSON.parse(document.getElementById("content").textContent);
const shown = JSON.stringify(headers, null, 2);
const textOf = (variables) => JSON.stringify(variables, null, 2);

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql", headers }),
    defaultHeaders: shown,
    defaultTabs: tabs.map(({ query, variables }) => ({
      query,
      variables: textOf(variables),
      headers: shown,
    })),
    // The editor of variables opens empty otherwise, until somebody changes to another tab and back.
    variables: textOf(tabs[0]?.variables),
    shouldPersistHeaders: true,
    isHeadersEditorEnabled: true,
  }),
);
