// Starts the page: draws its figures, and the few controls that are more than links.
import { drawAll, forget, watchLook } from "./figures/figures.js";
import { startFinding } from "./page/find.js";
import { foldTables, watchFolding } from "./page/fold.js";
import { startLive } from "./page/newest_edition.js";
import { startMeeting } from "./page/meeting.js";
import { startMenu } from "./page/menu.js";
import { startNavigation } from "./page/navigate.js";
import { markScrolling } from "./page/scroll.js";
import { startProgress } from "./upload/progress.js";
import { startUpload } from "./upload/upload.js";

// arrive brings to life what came onto the page.
function arrive() {
  drawAll();
  foldTables();
  markScrolling();
}

startMenu();
startNavigation({ leave: forget, arrive });
startUpload();
startFinding();
startMeeting();
startLive();
watchLook();
startProgress();
watchFolding();
arrive();
