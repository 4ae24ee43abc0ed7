export function StagePlaceholder() {
  return (
    <div className="p-6">
      <h1 className="font-semibold text-xl">Stage</h1>
    </div>
  );
}
