/**
 * Runs at CloudFront for addresses of the site only, never for `/api/*`: a path without a file extension is a screen
 * of the app, so it gets the app's page. An error of the API is never turned into a page.
 */
export const spaFallback = `
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (last.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
`.trim();

/** On the media host anything that is not one of our types is a download, whatever its object claims to be. */
export const fixedMediaTypes = `
var shown = { 'image/jpeg': true, 'image/png': true, 'image/webp': true, 'video/mp4': true };
function handler(event) {
  var headers = event.response.headers;
  var type = headers['content-type'] ? headers['content-type'].value : '';
  if (!shown[type]) {
    headers['content-type'] = { value: 'application/octet-stream' };
    headers['content-disposition'] = { value: 'attachment' };
  }
  return event.response;
}
`.trim();
