/** The few signs that need no word on the screen; each stands in a button that has its name. */

const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  left: "M2.5 3h11v10h-11zM6 3v10",
  right: "M2.5 3h11v10h-11zM10 3v10",
  settings:
    "M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.8v1.8M8 12.4v1.8M1.8 8h1.8M12.4 8h1.8M3.6 3.6l1.3 1.3M11.1 11.1l1.3 1.3M12.4 3.6l-1.3 1.3M4.9 11.1l-1.3 1.3",
  up: "M2.5 7.5h2.3v6H2.500zM4.800 7.500l2.700-5.200c1.100 0 1.800.8 1.600 1.900L8.700 6.500h3.600c.8 0 1.400.8 1.200 1.600l-1 4.400c-.1.600-.600 1-1.200 1H4.800",
  down: "M2.500 8.500h2.300v-6H2.500zM4.800 8.500l2.700 5.200c1.100 0 1.800-.8 1.600-1.900L8.700 9.500h3.600c.8 0 1.400-.8 1.200-1.600l-1-4.400c-.1-.6-.6-1-1.200-1H4.800",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function IconButton(props: {
  name: keyof typeof PATHS;
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: (event: MouseEvent) => void;
}) {
  const { name, label, pressed, disabled = false, onClick } = props;
  return (
    <button
      type="button"
      class="quiet icon-only"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
