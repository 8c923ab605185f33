/** Empty room of a height in CSS pixels. The line height holds it open in Outlook. */
export function Spacer(props: { height: number }) {
  const height = `${props.height}px`;
  return (
    <div aria-hidden="true" style={{ height, lineHeight: height, fontSize: "1px" }}>
      &nbsp;
    </div>
  );
}
