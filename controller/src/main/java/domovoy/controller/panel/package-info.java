/** Serves the panel: the pages in the browser, as files; what they show comes from the API. */
package domovoy.controller.panel;
