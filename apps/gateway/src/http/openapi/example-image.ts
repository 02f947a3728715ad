/**
 * A small landscape as raw base64 (PNG, 64x36, 188 bytes): the picture of every example request, so that examples run as they
 * stand, without a network.
 */
export const EXAMPLE_IMAGE_BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAAAkAgMAAABEYtQBAAAADFBMVEUbOlzyplr///8vb0+1u/jRAAAAa0lEQVR42sWOzQmAMAyFH3rzkj1colO4n0fJFI7k' +
  'AIWYH3Joi9f6oHzheyUEmJyFz1ZsfLViZ/5DDHcMl37l7ogaoCQkKklCHuMqSa1sKJKEV/ohqULXkYmgCl0nHqe9SiGcXpYQThxd5ogXDzKIOVGiNAIAAAAA' +
  'SUVORK5CYII=';
