/** For authors of provider packages. */
export * from './dialect/body-reader';
export * from './dialect/caller';
export * from './dialect/media-field';
export * from './errors/error-table';
export * from './errors/gateway-error';
export * from './gateway/video-gateway';
export * from './http/provider-http';
export * from './json';
export * from './provider/call-context';
export * from './provider/provider-descriptor';
export * from './provider/provider-plugin';
export * from './provider/video-provider';
export * from './request/request-warning';
export * from './request/video-request';
export * from './task/task';
export * from './task/task-transition';
