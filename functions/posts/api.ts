import { api } from '#runtime/api.ts';
import { posts } from '#shared/posts/contract.ts';
import { cancelPost } from './cancel-post.ts';
import { createPost } from './create-post.ts';
import { resolveTarget, retryTarget } from './decide-target.ts';
import { editPost } from './edit-post.ts';
import { listPosts } from './list-posts.ts';
import { pausePost } from './pause-post.ts';
import { readHistory, readPost } from './read-post.ts';
import { removePost } from './remove-post.ts';
import { resumePost } from './resume-post.ts';
import { publishPost, schedulePost } from './schedule-post.ts';

export const handler = api(posts, {
  list: ({ actor, query }) => listPosts(actor, query),
  create: ({ actor, body }) => createPost(actor, body),
  get: ({ actor, params }) => readPost(actor, params.postId),
  edit: ({ actor, params, body }) => editPost(actor, params.postId, body),
  schedule: ({ actor, params, body }) => schedulePost(actor, params.postId, body),
  publish: ({ actor, params, body }) => publishPost(actor, params.postId, body.revision),
  cancel: ({ actor, params, body }) => cancelPost(actor, params.postId, body.revision),
  pause: ({ actor, params, body }) => pausePost(actor, params.postId, body.revision),
  resume: ({ actor, params, body }) => resumePost(actor, params.postId, body.revision),
  remove: ({ actor, params }) => removePost(actor, params.postId),
  history: ({ actor, params, query }) => readHistory(actor, params.postId, query),
  retry: ({ actor, params, body }) => retryTarget(actor, params, body.revision),
  resolve: ({ actor, params, body }) => resolveTarget(actor, params, body.revision, body.seen),
});
