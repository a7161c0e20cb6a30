/** The product's mark: a rail that rises, with its two posts. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" />;
}
