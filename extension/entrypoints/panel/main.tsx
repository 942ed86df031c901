import { render } from "preact";
import { Panel } from "../../panel/Panel";

render(<Panel />, document.getElementById("panel")!);
