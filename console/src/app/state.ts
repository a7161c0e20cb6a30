import { queryClient } from "@/api/queries";
import { meQuery } from "@/api/session";

/** All that the server has said. Nobody signed in is a state too: the shell leads to the door. */
export const queries = queryClient(() => {
  if (queries.getQueryData(meQuery.queryKey) != null) {
    queries.setQueryData(meQuery.queryKey, null);
  }
});
