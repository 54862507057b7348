import { api } from '#runtime/api.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
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

/** Read consistently: it may have been written a moment ago. */
const find = ({ actor }: { actor: TenantActor }, postId: string) => readPost(actor, postId, { consistent: true });

export const handler = api(posts, {
  list: ({ actor, query }) => listPosts(actor, query),
  create: { act: ({ actor, body, deed }) => createPost(actor, body, deed), find },
  get: ({ actor, params }) => readPost(actor, params.postId),
  edit: ({ actor, params, body }) => editPost(actor, params.postId, body),
  schedule: { act: ({ actor, params, body, deed }) => schedulePost(actor, params.postId, body, deed), find },
  publish: { act: ({ actor, params, body, deed }) => publishPost(actor, params.postId, body.revision, deed), find },
  cancel: { act: ({ actor, params, body, deed }) => cancelPost(actor, params.postId, body.revision, deed), find },
  pause: { act: ({ actor, params, body, deed }) => pausePost(actor, params.postId, body.revision, deed), find },
  resume: { act: ({ actor, params, body, deed }) => resumePost(actor, params.postId, body.revision, deed), find },
  remove: ({ actor, params }) => removePost(actor, params.postId),
  history: ({ actor, params, query }) => readHistory(actor, params.postId, query),
  retry: { act: ({ actor, params, body, deed }) => retryTarget(actor, params, body, deed), find },
  resolve: { act: ({ actor, params, body, deed }) => resolveTarget(actor, params, body, deed), find },
});
