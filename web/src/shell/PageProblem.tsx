import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { Problem } from '../ui/Problem.js';

/** In place of a page that could not be shown. */
export function PageProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <Problem error={error} onRetry={() => void router.invalidate()} />;
}
